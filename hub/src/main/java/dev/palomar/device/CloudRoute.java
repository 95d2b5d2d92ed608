package dev.palomar.device;

import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// Whose a number at Meta is, for what comes in.
///
/// @param phone      as Meta said it when asked with this device's token; empty while the device has not shown that
///                   the number is its own
/// @param awaited    Meta has not said yet whether it is: it is being asked
/// @param connected  false when a person stopped it: nothing is taken then
/// @param appSecret  of the number's own app; empty when it uses the platform's
public record CloudRoute(
        TenantId tenant,
        DeviceId device,
        Optional<PhoneNumber> phone,
        boolean awaited,
        boolean connected,
        Optional<Secret> appSecret) {}
