package dev.palomar.transport.cloud.webhook;

import java.util.Optional;

/// Whom a webhook update is meant for, by Meta's ids.
public sealed interface Addressee {

    /// One number.
    record BusinessNumber(String phoneNumberId) implements Addressee {}

    /// A business account, and perhaps the one number of it that is named by its digits.
    record BusinessAccount(String businessAccountId, Optional<String> displayPhoneNumber) implements Addressee {}

    /// The update does not say.
    record Nobody() implements Addressee {}
}
