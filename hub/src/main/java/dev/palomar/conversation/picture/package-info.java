/// Pictures of the people and groups that linked numbers write with.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.picture;
