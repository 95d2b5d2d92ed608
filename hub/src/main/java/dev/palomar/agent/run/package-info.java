/// What the agent did, and what it cost.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent.run;
