/// One person's data: gathered, erased, and let go of in time.
@org.jspecify.annotations.NullMarked
package dev.palomar.privacy;
