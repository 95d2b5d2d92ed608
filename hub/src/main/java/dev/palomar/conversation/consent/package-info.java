/// What people agreed to, and took back.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.consent;
