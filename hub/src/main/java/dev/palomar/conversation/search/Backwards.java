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

    /// Where it is looked for.
    enum Where {
        ANYWHERE,
        /// In conversations that have many messages.
        LARGE_CONVERSATIONS,
        /// In conversations that have so few that all of them are looked at, at once.
        SMALL_CONVERSATIONS
    }

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int[] FIRST_DAYS = {2, 5};
    private static final int[] FIRST_DAYS_OF_CONVERSATIONS = {4, 27};
    private static final int FEWEST_DAYS = 3;
    private static final int MOST_DAYS = 24;
    private static final int DAY_BY_DAY = 60;
    private static final int[] BLOCKS = {2, 4};

    /// What is looked for might be said a little less often further back.
    private static final double AMPLE = 1.3;

    private final TenantId tenant;
    private final Where where;
    private final long today;
    private long day;
    private int part;
    private int blocks;
    private boolean through;

    /// @param today  the newest day in which there can be a message
    Backwards(TenantId tenant, long today, Where where) {
        this.tenant = tenant;
        this.where = where;
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
        return Optional.of(
                switch (where) {
                    case ANYWHERE -> anywhere(found, wanted);
                    case LARGE_CONVERSATIONS -> inLargeOnes(found, wanted);
                    case SMALL_CONVERSATIONS -> rest();
                });
    }

    private Reach anywhere(int found, int wanted) {
        if (today + 1 - day < DAY_BY_DAY) {
            return days(part < FIRST_DAYS.length ? FIRST_DAYS[part++] : enough(found, wanted));
        }
        return blocks < BLOCKS.length ? blocks(BLOCKS[blocks++]) : rest();
    }

    /// What was not said in a month is rare, and all that there is of it is found at once.
    private Reach inLargeOnes(int found, int wanted) {
        if (today + 1 - day >= DAY_BY_DAY) {
            return rest();
        }
        if (part > 0 && found > 0) {
            return days(enough(found, wanted));
        }
        return part < FIRST_DAYS_OF_CONVERSATIONS.length ? days(FIRST_DAYS_OF_CONVERSATIONS[part++]) : rest();
    }

    private Reach rest() {
        through = true;
        return new Reach(BEGINNING, Marks.quoted(Marks.of(tenant)));
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
