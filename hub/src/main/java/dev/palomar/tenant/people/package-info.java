/// People, passwords, one-time links, logins and sessions.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.people;
