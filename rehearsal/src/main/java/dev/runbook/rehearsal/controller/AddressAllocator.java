package dev.runbook.rehearsal.controller;

import dev.runbook.rehearsal.behaviour.AddressPolicy;
import java.util.HashMap;
import java.util.Map;

/** The addresses that the rehearsed cloud has, and who had which. */
final class AddressAllocator {
    /** The range that is reserved for examples, so that no address means a real machine. */
    private static final String RANGE = "203.0.113.";

    private final Map<String, String> had = new HashMap<>();
    private int taken;
    private int fresh = 9;

    String next(AddressPolicy addresses, String service) {
        String address = switch (addresses) {
            case AddressPolicy.Fresh none -> fresh();
            case AddressPolicy.Reused none -> had.containsKey(service) ? had.get(service) : fresh();
            case AddressPolicy.Fixed turn ->
                taken < turn.addresses().size() ? turn.addresses().get(taken) : fresh();
        };
        taken++;
        had.put(service, address);
        return address;
    }

    static boolean isHostName(String address) {
        return address.chars().anyMatch(Character::isLetter) && !address.contains(":");
    }

    private String fresh() {
        fresh = fresh % 250 + 1;
        return RANGE + fresh;
    }
}
