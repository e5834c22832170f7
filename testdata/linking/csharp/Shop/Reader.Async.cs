namespace Shop.Text
{
    public abstract partial class Reader
    {
        public Reader Later() => Next(); // @Reader.Later // => Reader.Next
    }

    public partial class TextReader
    {
        public void Skip() => Later(); // @TextReader.Skip // => Reader.Later
    }
}
