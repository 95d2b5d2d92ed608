/// Anthropic's Messages API behind the port.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent.anthropic;
