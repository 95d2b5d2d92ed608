package dev.palomar.conversation.search;

import dev.palomar.model.id.TenantId;
import java.util.Optional;
import java.util.UUID;

/// The way from the newest messages to the oldest, part by part. A word that is said every day is found in
/// the last days already, one that is rare is rare in the whole index. So the first parts are small, and
/// each further one is as large as what was found until then lets expect that it is enough: looking at a
/// part costs as much as was said in it.
final class Backwards {

    /// From which id on, and the marks of whatever can be there.
    record Reach(UUID from, String marks) {}

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int[] FIRST_DAYS = {2, 5};
    private static final int FEWEST_DAYS = 3;
    private static final int MOST_DAYS = 24;
    private static final int DAY_BY_DAY = 60;
    private static final int[] BLOCKS = {2, 4};
    private static final int MONTH = 30;

    /// What is looked for might be said a little less often further back.
    private static final double AMPLE = 1.3;

    private final TenantId tenant;
    private final boolean inFewConversations;
    private final long today;
    private long day;
    private int part;
    private int blocks;
    private boolean through;

    /// @param today               the newest day in which there can be a message
    /// @param inFewConversations  whether only those of few conversations count, which are few anyway
    Backwards(TenantId tenant, long today, boolean inFewConversations) {
        this.tenant = tenant;
        this.inFewConversations = inFewConversations;
        this.today = today;
        this.day = today + 1;
    }

    /// The next part.
    ///
    /// @param found   how many there were in all parts before
    /// @param wanted  how many there are to be
    Optional<Reach> next(int found, int wanted) {
        if (through) {
            return Optional.empty();
        }
        if (inFewConversations && part++ == 0) {
            return Optional.of(days(MONTH + 1));
        }
        if (!inFewConversations && today + 1 - day < DAY_BY_DAY) {
            return Optional.of(days(part < FIRST_DAYS.length ? FIRST_DAYS[part++] : enough(found, wanted)));
        }
        if (!inFewConversations && blocks < BLOCKS.length) {
            return Optional.of(blocks(BLOCKS[blocks++]));
        }
        through = true;
        return Optional.of(new Reach(BEGINNING, Marks.quoted(Marks.of(tenant))));
    }

    private int enough(int found, int wanted) {
        if (found == 0) {
            return MOST_DAYS;
        }
        long looked = today + 1 - day;
        double days = Math.ceil(AMPLE * (wanted - found) * looked / found);
        return (int) Math.clamp(days, FEWEST_DAYS, MOST_DAYS);
    }

    private Reach days(int many) {
        long last = day - 1;
        day -= many;
        return new Reach(Marks.floor(day), Marks.days(tenant, day, last));
    }

    private Reach blocks(int many) {
        long last = Marks.block(day - 1);
        long first = last - many + 1;
        day = Marks.firstDay(first);
        return new Reach(Marks.floor(day), Marks.blocks(tenant, first, last));
    }
}
