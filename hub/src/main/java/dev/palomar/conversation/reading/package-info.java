/// Messages, conversations and contacts as people and programs see them.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.reading;
