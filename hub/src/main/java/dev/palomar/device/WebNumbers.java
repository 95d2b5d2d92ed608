package dev.palomar.device;

import dev.palomar.model.DeviceState;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.line.Pairing;
import dev.palomar.transport.web.line.Switchboard;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Linking and unlinking numbers over WhatsApp Web. Whatever is asked for must be the tenant's own; another's device
/// is [Rejection.NotFound].
public final class WebNumbers {

    /// What the page of a pairing link shows.
    public record Visit(Device device, Optional<Pairing> pairing, PairingLinks.Opened link) {}

    private final Devices devices;
    private final Switchboard switchboard;
    private final PairingLinks links;

    public WebNumbers(Devices devices, Switchboard switchboard, PairingLinks links) {
        this.devices = devices;
        this.switchboard = switchboard;
        this.links = links;
    }

    /// What has to be scanned now. Throws [Rejection.Conflict] with the state when there is nothing.
    public Pairing.Scan qr(TenantId tenant, DeviceId id) {
        Device device = web(tenant, id);
        if (switchboard.pairing(new LineId(tenant, id)).orElse(null) instanceof Pairing.Scan scan) {
            return scan;
        }
        throw noPairing(devices.get(tenant, device.id()));
    }

    /// A code that can be typed in on `phone` instead of scanning. Throws [Rejection.Conflict] when the device does
    /// not wait to be linked.
    public Pairing.Code code(TenantId tenant, DeviceId id, PhoneNumber phone) {
        web(tenant, id);
        if (switchboard.pairing(new LineId(tenant, id)).isEmpty()) {
            throw noPairing(devices.get(tenant, id));
        }
        return switch (switchboard.code(new LineId(tenant, id), phone)) {
            case Switchboard.Outcome.Done<Pairing.Code>(Pairing.Code code) -> code;
            case Switchboard.Outcome.Not<Pairing.Code>(String why) ->
                throw new Rejection.WhatsAppFailed("whatsapp-refused", "WhatsApp gave no pairing code: " + why);
        };
    }

    /// A link to a page on which somebody without an account links the number.
    public PairingLinks.Fresh link(TenantId tenant, DeviceId id, Duration lifetime) {
        web(tenant, id);
        return links.make(tenant, id, lifetime);
    }

    /// Takes the program off the phone's list of linked devices; only linking it anew brings the number back. Throws
    /// [Rejection.NotPossible] for a Cloud number, and [Rejection.Conflict] while the line is not open.
    public Device logout(TenantId tenant, DeviceId id) {
        if (devices.get(tenant, id).transport() == TransportKind.CLOUD) {
            throw new Rejection.NotPossible(
                    "not-supported",
                    "id",
                    "A Cloud number is not linked to a phone, so there is nothing to unlink. Disconnect it to stop"
                            + " sending, or delete it.");
        }
        return switch (switchboard.unlink(new LineId(tenant, id))) {
            case Switchboard.Outcome.Done<DeviceId> _ -> devices.get(tenant, id);
            case Switchboard.Outcome.Not<DeviceId>(String why) ->
                throw new Rejection.Conflict(
                        "wrong-state",
                        "It could not be unlinked: " + why
                                + " Connect the device first, or remove it on the phone under linked devices.");
        };
    }

    /// What people see of the number: `{about?, business?: {…}}`. Throws [Rejection.Conflict] while nobody knows its
    /// number, and [Rejection.WhatsAppFailed] when its line does not answer.
    public ObjectNode profile(TenantId tenant, DeviceId id) {
        Device device = web(tenant, id);
        PhoneNumber phone = device.phone()
                .orElseThrow(() -> new Rejection.Conflict("device-offline", "The device is not linked to a phone."));
        return told(switchboard.profile(new LineId(tenant, id), phone));
    }

    /// Changes what the number says of itself under its name. Throws as [#profile].
    public void about(TenantId tenant, DeviceId id, String text) {
        web(tenant, id);
        told(switchboard.about(new LineId(tenant, id), text));
    }

    private static ObjectNode told(Switchboard.Outcome<ObjectNode> outcome) {
        return switch (outcome) {
            case Switchboard.Outcome.Done<ObjectNode>(ObjectNode body) -> body;
            case Switchboard.Outcome.Not<ObjectNode>(String why) ->
                throw new Rejection.WhatsAppFailed("whatsapp-refused", "WhatsApp did not do it: " + why);
        };
    }

    /// What whoever has this link may see. Throws [Rejection.NotFound] when the link is not good any more.
    public Visit visit(Secret token) {
        PairingLinks.Opened link = links.open(token);
        Device device = devices.get(link.tenant(), link.device());
        return new Visit(device, switchboard.pairing(new LineId(link.tenant(), device.id())), link);
    }

    /// As [#code], by a link.
    public Pairing.Code codeFor(Secret token, PhoneNumber phone) {
        PairingLinks.Opened link = links.open(token);
        return code(link.tenant(), link.device(), phone);
    }

    /// Shows a new code after one was not used in time, by a link. Throws [Rejection.Conflict] when a person of the
    /// company stopped the device, or it is linked already.
    public Visit connectFor(Secret token) {
        Visit visit = visit(token);
        boolean waits = switch (visit.device().state()) {
            case DeviceState.Created _,
                    DeviceState.LoggedOut _,
                    DeviceState.NeedsPasskey _,
                    DeviceState.Connecting _,
                    DeviceState.AwaitingScan _,
                    DeviceState.AwaitingCode _ -> true;
            case DeviceState.Broken broken -> broken.code().equals("already-linked");
            case DeviceState.Syncing _,
                    DeviceState.Online _,
                    DeviceState.Reconnecting _,
                    DeviceState.Offline _,
                    DeviceState.Paused _,
                    DeviceState.Restricted _ -> false;
        };
        if (!waits) {
            throw noPairing(visit.device());
        }
        devices.connect(visit.link().tenant(), visit.device().id());
        return visit(token);
    }

    private Device web(TenantId tenant, DeviceId id) {
        Device device = devices.get(tenant, id);
        if (device.transport() != TransportKind.WEB) {
            throw new Rejection.NotPossible(
                    "not-supported", "id", "Only devices of transport WEB are linked to a phone.");
        }
        return device;
    }

    private static Rejection.Conflict noPairing(Device device) {
        String detail = device.state()
                .detail()
                .flatMap(told -> dev.palomar.model.Json.string(told, "message"))
                .map(text -> " " + text)
                .orElse("");
        return new Rejection.Conflict(
                "wrong-state",
                "The device is " + device.state().word() + " and shows nothing to be scanned now." + detail);
    }
}
