/// Secrets at rest: one keyset per tenant, wrapped by the master key.
@org.jspecify.annotations.NullMarked
package dev.palomar.vault;
