/// Mail over SMTP.
@org.jspecify.annotations.NullMarked
package dev.palomar.alert.mail;
