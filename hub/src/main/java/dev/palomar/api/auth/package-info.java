/// Who is calling and what they may do.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.auth;
