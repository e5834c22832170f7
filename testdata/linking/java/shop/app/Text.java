package shop.app;

final class Text {
  private Text() {}

  static String quote(String s) { // @Text.quote
    return '"' + s + '"';
  }

  static String bracket(String s) { // @Text.bracket
    return quote(s).trim(); // => Text.quote
  }

  static String start() { // @Text.start
    return "";
  }
}
