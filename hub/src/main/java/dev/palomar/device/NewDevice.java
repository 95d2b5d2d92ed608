package dev.palomar.device;

import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import java.util.List;
import java.util.Optional;

/// A number that somebody adds.
///
/// @param cloud  needed for, and only for, `CLOUD`
public record NewDevice(String name, TransportKind transport, List<String> labels, Optional<CloudCredentials> cloud) {

    public NewDevice {
        DeviceChange.checkName(name);
        DeviceChange.checkLabels(labels);
        if (transport == TransportKind.CLOUD && cloud.isEmpty()) {
            throw new Rejection.InvalidValue("cloud", "expected the credentials at Meta");
        }
        if (transport == TransportKind.WEB && cloud.isPresent()) {
            throw new Rejection.InvalidValue("cloud", "belongs to devices of transport CLOUD alone");
        }
        labels = List.copyOf(labels);
    }
}
