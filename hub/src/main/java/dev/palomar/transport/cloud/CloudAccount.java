package dev.palomar.transport.cloud;

import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// What it takes to speak to Meta for one number.
///
/// @param appSecret  of the number's own app; empty when it uses the platform's
public record CloudAccount(
        TenantId tenant,
        DeviceId device,
        String phoneNumberId,
        Optional<String> businessAccountId,
        Secret token,
        Optional<Secret> appSecret) {}
