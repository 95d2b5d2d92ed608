package dev.palomar.agent.llm;

/// Tokens, as the provider counted them. Those that were read from or written to its cache are not among `input`.
public record Usage(long input, long output, long cacheRead, long cacheWritten) {

    public static final Usage NONE = new Usage(0, 0, 0, 0);

    /// All that went in.
    public long allInput() {
        return input + cacheRead + cacheWritten;
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWritten + other.cacheWritten);
    }
}
