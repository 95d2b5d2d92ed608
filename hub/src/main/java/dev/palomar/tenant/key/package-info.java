/// Keys of programs.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.key;
