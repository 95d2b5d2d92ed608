package dev.palomar.agent;

import dev.palomar.agent.llm.LanguageModel;
import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.rule.Patience;
import dev.palomar.agent.rule.Wording;
import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.Money;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.agent.setup.Setup;
import dev.palomar.agent.setup.Setups;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Shows what the agent would answer. Nothing is sent to anybody, and nothing is kept.
public final class Trial {

    /// What came of it. `outcome` is empty when the model did not answer.
    public record Tried(
            Optional<Outcome> outcome,
            Optional<Reason> reason,
            Optional<String> text,
            Optional<String> summary,
            Optional<Integer> promptVersion,
            String provider,
            String model,
            long inputTokens,
            long outputTokens,
            Optional<Money> cost,
            long ms) {}

    private final Setups setups;
    private final LanguageModel model;
    private final Watch watch;
    private final InstantSource clock;

    Trial(Setups setups, LanguageModel model, Watch watch, InstantSource clock) {
        this.setups = setups;
        this.model = model;
        this.watch = watch;
        this.clock = clock;
    }

    /// @param said    oldest first, the customer last
    /// @param draft   instead of the prompt in use
    /// @param number  with whose settings
    public Tried run(TenantId tenant, List<Question.Turn> said, Optional<String> draft, Optional<DeviceId> number) {
        Setup setup = setups.of(tenant);
        Manner manner = number.map(setup::manner).orElseGet(setup::manner);
        Prompt prompt = number.map(setup::prompt).orElseGet(setup::prompt);
        Optional<Integer> version = draft.isPresent() ? Optional.empty() : Optional.of(prompt.version());
        Optional<Secret> key = setups.key(tenant);
        boolean words = said.stream()
                .filter(Question.Turn::customer)
                .reduce((_, last) -> last)
                .filter(last -> manner.words().areIn(last.text()))
                .isPresent();
        if (words || key.isEmpty()) {
            return new Tried(
                    words ? Optional.of(Outcome.HANDED_OVER) : Optional.empty(),
                    Optional.of(words ? Reason.WORDS : Reason.NO_KEY),
                    words ? manner.message() : Optional.empty(),
                    Optional.empty(),
                    version,
                    model.provider(),
                    manner.model(),
                    0,
                    0,
                    Optional.empty(),
                    0);
        }
        Question question = Judging.question(
                setup, manner, draft.orElse(prompt.text()), merged(said), Optional.empty(), key.get(), clock.instant());
        Asked asked = Answering.ask(model, question, clock);
        watch.asked(asked);
        return tried(asked, manner, version);
    }

    private Tried tried(Asked asked, Manner manner, Optional<Integer> version) {
        Optional<Outcome> outcome = switch (asked.reply()) {
            case Reply.Said _ -> Optional.of(Outcome.ANSWERED);
            case Reply.HandOver _, Reply.WrongTool _ -> Optional.of(Outcome.HANDED_OVER);
            case Reply.Failed _ -> Optional.empty();
        };
        Optional<String> text = switch (asked.reply()) {
            case Reply.Said said -> Optional.of(Wording.fit(said.text(), said.cutOff()));
            case Reply.HandOver _, Reply.WrongTool _ -> manner.message();
            case Reply.Failed _ -> Optional.empty();
        };
        Optional<Reason> reason =
                Judging.after(asked.reply(), Patience.STANDARD.waits().size(), Patience.STANDARD)
                                instanceof Next.HandOver over
                        ? Optional.of(over.reason())
                        : Optional.empty();
        Optional<String> summary = asked.reply() instanceof Reply.HandOver over ? over.summary() : Optional.empty();
        OptionalLong cost = setups.hub().prices().micros(asked.model(), asked.usage());
        return new Tried(
                outcome,
                reason,
                text,
                summary,
                version,
                asked.provider(),
                asked.model(),
                asked.usage().allInput(),
                asked.usage().output(),
                cost.isPresent() ? Optional.of(new Money(cost.getAsLong())) : Optional.empty(),
                asked.took().toMillis());
    }

    /// The two sides take turns, and the customer begins.
    private static List<Question.Turn> merged(List<Question.Turn> said) {
        List<Question.Turn> turns = new ArrayList<>();
        for (Question.Turn one : said) {
            if (!turns.isEmpty() && turns.getLast().customer() == one.customer()) {
                Question.Turn before = turns.removeLast();
                turns.add(new Question.Turn(one.customer(), before.text() + "\n" + one.text()));
            } else if (!turns.isEmpty() || one.customer()) {
                turns.add(one);
            }
        }
        return turns;
    }
}
