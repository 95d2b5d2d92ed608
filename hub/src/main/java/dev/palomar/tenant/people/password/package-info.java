/// Passwords: which will do, and how they are kept.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.people.password;
