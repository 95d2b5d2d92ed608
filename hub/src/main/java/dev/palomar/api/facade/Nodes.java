package dev.palomar.api.facade;

import dev.palomar.api.http.Call;
import dev.palomar.device.Device;
import dev.palomar.device.Devices;
import dev.palomar.model.Rejection;
import dev.palomar.tenant.Scope;
import java.util.List;
import java.util.Optional;

/// Finds what the ids in paths mean. What a caller's key does not reach does not exist for it.
final class Nodes {

    private final Devices devices;

    Nodes(Devices devices) {
        this.devices = devices;
    }

    /// The number that is meant by `{id}`. Throws [Rejection.NotFound].
    Device number(Call call) {
        return number(call, call.path("id")).orElseThrow(() -> new Rejection.NotFound("phone number"));
    }

    Optional<Device> number(Call call, String id) {
        return devices.numbered(call.tenant(), id).filter(device -> reaches(call, device));
    }

    /// The numbers of the account that is meant by `{id}`. Throws [Rejection.NotFound].
    List<Device> account(Call call) {
        return account(call, call.path("id")).orElseThrow(() -> new Rejection.NotFound("business account"));
    }

    /// A key that is limited to devices sees the accounts of those alone.
    Optional<List<Device>> account(Call call, String id) {
        return devices.ofAccount(call.tenant(), id)
                .map(all -> all.stream().filter(device -> reaches(call, device)).toList())
                .filter(seen -> !seen.isEmpty() || call.caller().devices().isEmpty());
    }

    /// Throws [Rejection.Forbidden] for a key without the scope.
    static void need(Call call, Scope scope) {
        if (!call.caller().has(scope)) {
            throw new Rejection.Forbidden("This needs an API key with the scope " + scope.word() + ".");
        }
    }

    private static boolean reaches(Call call, Device device) {
        return call.caller()
                .devices()
                .map(allowed -> allowed.contains(device.id()))
                .orElse(true);
    }
}
