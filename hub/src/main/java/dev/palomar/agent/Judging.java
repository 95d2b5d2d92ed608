package dev.palomar.agent;

import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.rule.Frame;
import dev.palomar.agent.rule.LoopBreaker;
import dev.palomar.agent.rule.Patience;
import dev.palomar.agent.rule.Transcript;
import dev.palomar.agent.rule.Wording;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Setup;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Parties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides about a turn, before the model is asked and after.
final class Judging {

    private Judging() {}

    /// What the situation asks for. The order matters: what is not the agent's is left before anything else.
    static Next before(Turn turn, Situation situation, Setup setup, Manner manner, Optional<Secret> key, Instant now) {
        if (!manner.enabled() || (situation.isGroup() && !manner.groups())) {
            return new Next.Leave(Outcome.SKIPPED, Reason.SWITCHED_OFF);
        }
        if (!situation.agents()) {
            return new Next.Leave(Outcome.SILENCED, Reason.PERSON);
        }
        if (manner.hours().filter(hours -> !hours.cover(now, setup.zone())).isPresent()) {
            return new Next.Leave(Outcome.SKIPPED, Reason.OUTSIDE_HOURS);
        }
        if (!situation.able()) {
            return new Next.Leave(Outcome.SKIPPED, Reason.DEVICE_UNABLE);
        }
        if (!situation.isWindowOpen(now)) {
            return new Next.Leave(Outcome.SKIPPED, Reason.WINDOW_CLOSED);
        }
        Optional<Reason> rule = rule(turn, situation, manner, now);
        if (rule.isPresent()) {
            return new Next.HandOver(rule.get(), Optional.empty());
        }
        if (key.isEmpty()) {
            return new Next.HandOver(Reason.NO_KEY, Optional.empty());
        }
        List<Question.Turn> said = Transcript.of(situation.said());
        if (said.isEmpty() || !said.getLast().customer()) {
            return new Next.Leave(Outcome.SKIPPED, Reason.PERSON);
        }
        return new Next.Ask(
                question(setup, manner, setup.prompt(turn.device()).text(), said, name(situation), key.get(), now));
    }

    private static Optional<Reason> rule(Turn turn, Situation situation, Manner manner, Instant now) {
        List<MessageView> owed = situation.lately().stream()
                .filter(message -> turn.messages().contains(message.id().value()))
                .toList();
        boolean words =
                Transcript.said(owed).stream().anyMatch(said -> manner.words().areIn(said.text()));
        if (words) {
            return Optional.of(Reason.WORDS);
        }
        if (LoopBreaker.isLoop(Transcript.said(situation.lately()), now)) {
            return Optional.of(Reason.LOOP);
        }
        if (situation.chatToday() >= manner.perChatPerDay()) {
            return Optional.of(Reason.CHAT_CAP);
        }
        return situation.today() >= manner.perDay() ? Optional.of(Reason.DAY_CAP) : Optional.empty();
    }

    private static Optional<String> name(Situation situation) {
        return situation.person().flatMap(Parties.Party::name);
    }

    /// @param prompt  the company's words
    static Question question(
            Setup setup,
            Manner manner,
            String prompt,
            List<Question.Turn> said,
            Optional<String> customer,
            Secret key,
            Instant now) {
        String system = Frame.around(
                prompt, setup.company(), manner.language(), customer, manner.whenUnsure(), now, setup.zone());
        return new Question(manner.model(), manner.maxTokens(), system, said, manner.whenUnsure(), key);
    }

    /// What the model's answer asks for.
    ///
    /// @param failures  how often in a row it had not answered before
    static Next after(Reply reply, int failures, Patience patience) {
        return switch (reply) {
            case Reply.Said said -> new Next.Send(Wording.fit(said.text(), said.cutOff()));
            case Reply.HandOver over -> new Next.HandOver(over.asked() ? Reason.ASKED : Reason.UNSURE, over.summary());
            case Reply.WrongTool _ -> new Next.HandOver(Reason.TOOL_ERROR, Optional.empty());
            case Reply.Failed failed ->
                Optional.of(failed)
                        .filter(one -> one.why().isPassing())
                        .flatMap(one -> patience.after(failures + 1, one.retryIn()))
                        .<Next>map(Next.Again::new)
                        .orElseGet(() -> new Next.HandOver(Reason.of(failed.why()), Optional.empty()));
        };
    }
}
