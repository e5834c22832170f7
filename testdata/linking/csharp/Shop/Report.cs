namespace Shop.App.Reports
{
    public class Report // @Report
    {
        public void Print()
        {
            Texts.Open().Read(); // => Texts.Open Reader.Read
        }
    }
}
