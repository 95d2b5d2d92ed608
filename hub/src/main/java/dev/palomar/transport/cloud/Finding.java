package dev.palomar.transport.cloud;

import java.util.Optional;

/// What a look at Meta says of one field of a number's credentials.
///
/// @param field   as the API names it: `accessToken`, `phoneNumberId`, `businessAccountId`, `appSecret`,
///                `verifyToken`, `subscription`, `override`
/// @param code    what was found, as a stable word such as `subscription-missing`
/// @param ok      empty when it could not be found out
/// @param detail  what is right, or what is wrong and how to mend it
public record Finding(String field, String code, Optional<Boolean> ok, String detail) {

    /// What could not be found out.
    public static final String NOT_SEEN = "not-seen";

    public static Finding right(String field, String code, String detail) {
        return new Finding(field, code, Optional.of(true), detail);
    }

    public static Finding wrong(String field, String code, String detail) {
        return new Finding(field, code, Optional.of(false), detail);
    }

    public static Finding open(String field, String detail) {
        return new Finding(field, NOT_SEEN, Optional.empty(), detail);
    }
}
