package dev.palomar.bench.fault;

/// One thing that breaks, and what holds all the same.
public interface Fault {

    /// By which it is asked for.
    String name();

    /// What holds, as a sentence.
    String title();

    /// Whether every build tries it: it is over in some ten seconds, and others do not try the same.
    boolean quick();

    /// Breaks it and counts. The hub of `ground` is ready before, and has to be ready afterwards.
    Finding run(Ground ground) throws Exception;
}
