package dev.palomar.bench.fault;

import java.util.ArrayList;
import java.util.List;

/// All faults there are, and how one is tried.
public final class Faults {

    private Faults() {}

    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(KillUnderLoad.once());
        all.addAll(CrashAtStep.all());
        all.add(new CrashInReplay());
        all.addAll(MetaTwiceAndLate.all());
        all.add(new StatusesInDisorder());
        all.add(new Poison());
        all.add(new ChangesUnderLoad());
        all.addAll(KillUnderLoad.often());
        all.add(new KillWhileParking());
        all.add(new SickReceivers());
        all.addAll(NoisyTenant.all());
        all.addAll(DatabasePartition.all());
        all.add(new ReceiverPartition());
        all.add(new DiskFull());
        all.addAll(WrongClock.all());
        all.add(new ChangingNames());
        all.add(new SlowResolver());
        all.add(new MediaDiskFull());
        all.add(new RestoredBackup());
        return all;
    }

    /// Tries those that `names` lists with commas between, or all when it is empty, a line each. Throws when something
    /// did not hold.
    public static void run(Ground ground, String names) {
        List<String> asked = names.isEmpty() ? List.of() : List.of(names.split(",", -1));
        List<String> known = all().stream().map(Fault::name).toList();
        if (!known.containsAll(asked)) {
            throw new IllegalArgumentException("no fault is called " + names + "; there are " + known);
        }
        long broken = all().stream()
                .filter(fault -> asked.isEmpty() || asked.contains(fault.name()))
                .filter(fault -> !holds(ground, fault))
                .count();
        if (broken > 0) {
            throw new IllegalStateException(broken + " promises did not hold");
        }
    }

    private static boolean holds(Ground ground, Fault fault) {
        long began = System.nanoTime();
        Finding finding;
        try {
            finding = fault.run(ground);
        } catch (Exception failure) {
            finding = new Finding().holds("it could be tried to the end: " + failure, false);
        }
        boolean holds = finding.broken().isEmpty();
        System.out.printf(
                "%s %s: %s (%.1f s)%n",
                holds ? "holds  " : "BROKEN ", fault.name(), finding, (System.nanoTime() - began) / 1e9);
        finding.broken().forEach(line -> System.out.println("        " + fault.title() + ": " + line));
        return holds;
    }
}
