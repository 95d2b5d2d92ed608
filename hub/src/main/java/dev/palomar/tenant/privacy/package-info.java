/// A company's rules for personal data.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.privacy;
