/// What the agent asks of a language model, whoever makes it. Another provider is one class.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent.llm;
