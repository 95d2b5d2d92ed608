package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Somebody on the way through the dialog of Embedded Signup.
public record SignupId(UUID value) implements Id {

    private static final String PREFIX = "sgn_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<SignupId> read(String text) {
        return Id.read(text, PREFIX, SignupId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
