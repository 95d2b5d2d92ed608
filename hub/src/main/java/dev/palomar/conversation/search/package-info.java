/// Finds what was said. The index is filled by a follower of the log, some time after the messages are recorded.
@org.jspecify.annotations.NullMarked
package dev.palomar.conversation.search;
