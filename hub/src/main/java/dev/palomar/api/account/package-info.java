/// What people do with their own accounts: second factor, sessions, a forgotten password; and their company's settings.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.account;
