package dev.palomar.model;

/// What WhatsApp calls a message. Opaque and of any length.
public record WireId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
