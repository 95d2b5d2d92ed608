package dev.palomar.model;

/// Something that must not be printed by accident: logs and messages show `Secret[…]`.
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
