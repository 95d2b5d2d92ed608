package dev.palomar.model;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Where a number stands, in the words of the API. Each carries exactly what is true in it.
public sealed interface DeviceState {

    /// Registered here, never connected.
    record Created() implements DeviceState {}

    record Connecting() implements DeviceState {}

    record Online() implements DeviceState {}

    /// A person stopped it; nothing comes in or goes out until somebody connects it again.
    record Offline() implements DeviceState {}

    /// It stays connected and receives; nothing is sent.
    record Paused() implements DeviceState {}

    /// WhatsApp limits it.
    record Restricted(String why) implements DeviceState {}

    /// A person must act; `what` says how, `code` names the case for programs.
    record Broken(String code, String what) implements DeviceState {}

    default String word() {
        return switch (this) {
            case Created _ -> "CREATED";
            case Connecting _ -> "CONNECTING";
            case Online _ -> "ONLINE";
            case Offline _ -> "OFFLINE";
            case Paused _ -> "PAUSED";
            case Restricted _ -> "RESTRICTED";
            case Broken _ -> "ERROR";
        };
    }

    /// `stateDetail` of the API; empty where the word says it all.
    default Optional<ObjectNode> detail() {
        return switch (this) {
            case Restricted restricted -> Optional.of(Json.object().put("message", restricted.why()));
            case Broken error ->
                Optional.of(Json.object().put("code", error.code()).put("message", error.what()));
            case Created _, Connecting _, Online _, Offline _, Paused _ -> Optional.empty();
        };
    }

    static DeviceState read(String word, @org.jspecify.annotations.Nullable String detail) {
        ObjectNode told = detail == null ? Json.object() : Json.readObject(detail);
        String message = Json.string(told, "message").orElse("");
        return switch (word) {
            case "CREATED" -> new Created();
            case "CONNECTING" -> new Connecting();
            case "ONLINE" -> new Online();
            case "OFFLINE" -> new Offline();
            case "PAUSED" -> new Paused();
            case "RESTRICTED" -> new Restricted(message);
            case "ERROR" -> new Broken(Json.string(told, "code").orElse("error"), message);
            default -> throw new IllegalStateException("unknown device state " + word);
        };
    }
}
