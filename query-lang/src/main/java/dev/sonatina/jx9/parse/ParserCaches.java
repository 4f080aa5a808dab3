package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Lexer;
import dev.sonatina.grammar.Jx9Parser;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;

/**
 * What ANTLR learns about the grammar while it parses, shared by all parsers that use this object
 * and forgotten when it grows too large: ANTLR itself keeps it for the life of the process, and
 * there is no end to what different scripts can teach it. Thread-safe.
 */
final class ParserCaches {
  private static final int STATES_MAX = 20_000;

  private static final class Generation {
    final DFA[] lexer = decisions(Jx9Lexer._ATN);
    final DFA[] parser = decisions(Jx9Parser._ATN);
    final PredictionContextCache lexerContexts = new PredictionContextCache();
    final PredictionContextCache parserContexts = new PredictionContextCache();

    private static DFA[] decisions(ATN atn) {
      DFA[] decisions = new DFA[atn.getNumberOfDecisions()];
      for (int i = 0; i < decisions.length; i++) {
        decisions[i] = new DFA(atn.getDecisionState(i), i);
      }
      return decisions;
    }

    int size() {
      int states = parserContexts.size() + lexerContexts.size();
      for (DFA decision : parser) {
        states += decision.states.size();
      }
      for (DFA decision : lexer) {
        states += decision.states.size();
      }
      return states;
    }
  }

  private volatile Generation current = new Generation();

  /** Lets a lexer use these caches. */
  void attach(Lexer lexer) {
    Generation generation = current;
    lexer.setInterpreter(
        new LexerATNSimulator(lexer, Jx9Lexer._ATN, generation.lexer, generation.lexerContexts));
  }

  /** Lets a parser use these caches. */
  void attach(Parser parser) {
    Generation generation = current;
    parser.setInterpreter(
        new ParserATNSimulator(
            parser, Jx9Parser._ATN, generation.parser, generation.parserContexts));
  }

  /** Forgets what was learnt if it is too much; to be called after each parse. */
  void trim() {
    Generation generation = current;
    if (generation.size() > STATES_MAX) {
      current = new Generation();
    }
  }

  /** Forgets everything, for instance after a parse that ended in the middle of learning. */
  void reset() {
    current = new Generation();
  }
}
