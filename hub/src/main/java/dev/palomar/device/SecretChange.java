package dev.palomar.device;

import dev.palomar.model.Secret;

/// What becomes of a secret that is kept.
public sealed interface SecretChange {

    record Keep() implements SecretChange {}

    record Remove() implements SecretChange {}

    record Set(Secret secret) implements SecretChange {}
}
