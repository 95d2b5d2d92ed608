/// Who did what, in a log that only grows.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.audit;
