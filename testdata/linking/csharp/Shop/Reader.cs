namespace Shop.Text
{
    public abstract partial class Reader
    {
        public Reader Next() => this; // @Reader.Next
    }

    public partial class TextReader : Reader
    {
        public TextReader(string text) // @TextReader(text)
        {
        }

        public static TextReader Open(string text) => new TextReader(text); // @TextReader.Open // => TextReader(text)
    }

    public class Box
    {
        public Box() { } // @Box()
        public int Size() => 0; // @Box.Size
    }

    public static class Readers
    {
        public static void All()
        {
            new TextReader("a").Next(); // => TextReader(text) Reader.Next
            TextReader.Open("b").Skip(); // => TextReader.Open TextReader.Skip
            new Box().Size(); // => Box() Box.Size
        }
    }
}
