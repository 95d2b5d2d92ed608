package dev.palomar.transport.cloud;

import java.util.Optional;

/// What a look at Meta says of one field of a number's credentials.
///
/// @param field   as the API names it: `accessToken`, `phoneNumberId`, `businessAccountId`, `appSecret`,
///                `verifyToken`, `subscription`
/// @param ok      empty when it could not be found out
/// @param detail  what is right, or what is wrong and how to mend it
public record Finding(String field, Optional<Boolean> ok, String detail) {

    public static Finding right(String field, String detail) {
        return new Finding(field, Optional.of(true), detail);
    }

    public static Finding wrong(String field, String detail) {
        return new Finding(field, Optional.of(false), detail);
    }

    public static Finding open(String field, String detail) {
        return new Finding(field, Optional.empty(), detail);
    }
}
