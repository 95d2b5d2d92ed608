/// How the agent is set: per tenant, per number, what it is told, whose key it uses, what a model costs.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent.setup;
