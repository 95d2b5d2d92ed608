package dev.palomar.agent;

import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import java.util.Optional;

/// Hears what the agent does, for figures.
public interface Watch {

    /// Nobody listens.
    Watch NOBODY = new Watch() {
        @Override
        public void asked(Asked asked) {
            // nobody listens
        }

        @Override
        public void ended(Outcome outcome, Optional<Reason> reason) {
            // nobody listens
        }
    };

    void asked(Asked asked);

    void ended(Outcome outcome, Optional<Reason> reason);
}
