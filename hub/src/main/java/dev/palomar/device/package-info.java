/// The numbers of each company: their credentials, where they stand, and whose a webhook update is.
@org.jspecify.annotations.NullMarked
package dev.palomar.device;
