/// Contacts, conversations and messages: who, where, what was said.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation;
