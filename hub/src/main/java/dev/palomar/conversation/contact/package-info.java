/// The company's own address book.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.contact;
