/// The agent's decisions, as functions of values.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent.rule;
