package dev.palomar.model;

import dev.palomar.model.event.Times;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Where a number stands, in the words of the API. Each carries exactly what is true in it.
public sealed interface DeviceState {

    /// Registered here and linked to no phone. `why` says what became of the last try to link one, if there was one.
    record Created(Optional<String> why) implements DeviceState {
        public Created() {
            this(Optional.empty());
        }
    }

    record Connecting() implements DeviceState {}

    /// A QR code waits to be scanned; it is shown to whoever may link the number, and not kept here.
    record AwaitingScan() implements DeviceState {}

    /// A pairing code waits to be entered on the phone.
    record AwaitingCode() implements DeviceState {}

    /// WhatsApp asks for the passkey of the phone's account, which cannot be given here.
    record NeedsPasskey() implements DeviceState {}

    /// Linked and logged in; what waited at WhatsApp is coming in.
    record Syncing() implements DeviceState {}

    record Online() implements DeviceState {}

    /// The line broke and is opened again by itself.
    record Reconnecting(int attempt, Instant nextAttemptAt, String why) implements DeviceState {}

    /// A person stopped it; nothing comes in or goes out until somebody connects it again.
    record Offline() implements DeviceState {}

    /// The link to the phone is gone; only linking it anew helps.
    record LoggedOut(String why) implements DeviceState {}

    /// It stays connected and receives; nothing is sent.
    record Paused() implements DeviceState {}

    /// WhatsApp limits it, `until` then if it said so.
    record Restricted(String why, Optional<Instant> until) implements DeviceState {
        public Restricted(String why) {
            this(why, Optional.empty());
        }
    }

    /// A person must act; `what` says how, `code` names the case for programs.
    record Broken(String code, String what) implements DeviceState {}

    default String word() {
        return switch (this) {
            case Created _ -> "CREATED";
            case Connecting _ -> "CONNECTING";
            case AwaitingScan _ -> "QR";
            case AwaitingCode _ -> "CODE";
            case NeedsPasskey _ -> "PASSKEY";
            case Syncing _ -> "SYNCING";
            case Online _ -> "ONLINE";
            case Reconnecting _ -> "RECONNECTING";
            case Offline _ -> "OFFLINE";
            case LoggedOut _ -> "LOGGED_OUT";
            case Paused _ -> "PAUSED";
            case Restricted _ -> "RESTRICTED";
            case Broken _ -> "ERROR";
        };
    }

    /// `stateDetail` of the API; empty where the word says it all.
    default Optional<ObjectNode> detail() {
        return switch (this) {
            case Created(Optional<String> why) -> why.map(DeviceState::message);
            case NeedsPasskey _ ->
                Optional.of(message("WhatsApp asks for the passkey of this phone's account before it links another"
                        + " program. This hub cannot give it: remove the passkey in the phone's WhatsApp"
                        + " (Settings, Account, Passkeys), link the number, and set the passkey up again."));
            case Reconnecting again ->
                Optional.of(message(again.why())
                        .put("attempt", again.attempt())
                        .put("nextAttemptAt", Times.text(again.nextAttemptAt())));
            case LoggedOut(String why) -> Optional.of(message(why));
            case Restricted restricted -> {
                ObjectNode told = message(restricted.why());
                restricted.until().ifPresent(until -> told.put("until", Times.text(until)));
                yield Optional.of(told);
            }
            case Broken error ->
                Optional.of(Json.object().put("code", error.code()).put("message", error.what()));
            case Connecting _, AwaitingScan _, AwaitingCode _, Syncing _, Online _, Offline _, Paused _ ->
                Optional.empty();
        };
    }

    private static ObjectNode message(String text) {
        return Json.object().put("message", text);
    }

    /// Whether moving here from `before` is news for others, and not only another number in its detail.
    default boolean isNewsAfter(DeviceState before) {
        boolean counted = this instanceof Reconnecting && before instanceof Reconnecting;
        return !counted && !equals(before);
    }

    static DeviceState read(String word, @org.jspecify.annotations.Nullable String detail) {
        ObjectNode told = detail == null ? Json.object() : Json.readObject(detail);
        String message = Json.string(told, "message").orElse("");
        return switch (word) {
            case "CREATED" -> new Created(Optional.of(message).filter(text -> !text.isEmpty()));
            case "CONNECTING" -> new Connecting();
            case "QR" -> new AwaitingScan();
            case "CODE" -> new AwaitingCode();
            case "PASSKEY" -> new NeedsPasskey();
            case "SYNCING" -> new Syncing();
            case "ONLINE" -> new Online();
            case "RECONNECTING" ->
                new Reconnecting(
                        told.path("attempt").asInt(1),
                        Json.string(told, "nextAttemptAt").map(Instant::parse).orElse(Instant.EPOCH),
                        message);
            case "OFFLINE" -> new Offline();
            case "LOGGED_OUT" -> new LoggedOut(message);
            case "PAUSED" -> new Paused();
            case "RESTRICTED" ->
                new Restricted(message, Json.string(told, "until").map(Instant::parse));
            case "ERROR" -> new Broken(Json.string(told, "code").orElse("error"), message);
            default -> throw new IllegalStateException("unknown device state " + word);
        };
    }
}
