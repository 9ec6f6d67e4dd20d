package dev.runbook.rehearsal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The objects of a list at one resource version. Nobody may change them. */
public record ListSnapshot(long version, List<ObjectNode> objects) {}
