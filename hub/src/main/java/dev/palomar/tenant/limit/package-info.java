/// How often a caller may call, and answers that are given again instead of doing a thing twice.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.limit;
