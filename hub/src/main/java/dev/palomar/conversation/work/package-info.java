/// What people of a company do with conversations: give them to somebody, close them, label them, note something, and
/// take over from the reply agent.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.work;
