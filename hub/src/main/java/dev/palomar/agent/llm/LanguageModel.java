package dev.palomar.agent.llm;

/// A provider of language models. It is asked once and answers once; when to ask again is not its matter.
public interface LanguageModel {

    /// Its stable name in runs and settings.
    String provider();

    /// Blocks until there is an answer or the time for it is over. Never throws for what happens on an ordinary day:
    /// that is a [Reply.Failed].
    Reply ask(Question question);
}
