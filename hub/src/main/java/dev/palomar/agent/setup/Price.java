package dev.palomar.agent.setup;

import dev.palomar.agent.llm.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a model costs, in US dollars for a million tokens of each kind.
public record Price(
        String model,
        String name,
        String provider,
        BigDecimal input,
        BigDecimal output,
        BigDecimal cacheRead,
        BigDecimal cacheWrite) {

    /// In millionths of a dollar, rounded to the next.
    public long micros(Usage usage) {
        return input.multiply(BigDecimal.valueOf(usage.input()))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .add(cacheRead.multiply(BigDecimal.valueOf(usage.cacheRead())))
                .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWritten())))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
