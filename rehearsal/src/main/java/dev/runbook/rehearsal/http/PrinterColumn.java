package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** One column of the table that kubectl prints for a kind of object. */
record PrinterColumn(String name, Function<ObjectNode, String> cell) {}
