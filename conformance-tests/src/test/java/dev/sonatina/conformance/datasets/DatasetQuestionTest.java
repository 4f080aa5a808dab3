package dev.sonatina.conformance.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.conformance.cases.JsonAnswers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetQuestionTest {

  @Test
  void exactAnswersEqualAsValues() {
    DatasetQuestion question =
        question("{'id':'q','answer':[1,37.0,{'a':null,'b':'x'}],'compare':'exact'}");

    assertEquals(Optional.empty(), question.difference("[1,37,{\"b\":\"x\",\"a\":null}]\n"));
    assertEquals(
        Optional.of("[0]: expected 1, found 2"),
        question.difference("[2,37,{\"b\":\"x\",\"a\":null}]"));
  }

  @Test
  void numericAnswersMayBeOffByTheTolerance() {
    DatasetQuestion question =
        question("{'id':'q','answer':[0.1,1000000],'compare':'numeric','tolerance':1e-05}");

    assertEquals(Optional.empty(), question.difference("[0.100009,1000009]"));
    assertEquals(
        Optional.of("[1]: expected 1000000, found 1000011"), question.difference("[0.1,1000011]"));
  }

  @Test
  void jx9PrintsLineBreaksInStringsAsTheyAre() {
    DatasetQuestion question = question("{'id':'q','answer':['a\\nb'],'compare':'exact'}");

    assertEquals(Optional.empty(), question.difference("[\"a\nb\"]"));
  }

  @Test
  void exactlyOneValueIsAnAnswer() {
    DatasetQuestion question = question("{'id':'q','answer':1,'compare':'exact'}");

    assertEquals(Optional.of("printed nothing"), question.difference(" \n"));
    assertEquals(Optional.of("printed no single JSON value: 1 2"), question.difference("1 2"));
    assertEquals(Optional.of("printed no single JSON value: one"), question.difference("one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'../q','answer':1,'compare':'exact'}",
        "{'answer':1,'compare':'exact'}",
        "{'id':'q','compare':'exact'}",
        "{'id':'q','answer':1,'compare':'roughly'}",
      })
  void whatIsNoQuestionIsRefused(String definition) {
    assertThrows(IllegalArgumentException.class, () -> question(definition));
  }

  private static DatasetQuestion question(String definition) {
    return new DatasetQuestion(JsonAnswers.parse(definition.replace('\'', '"')));
  }
}
